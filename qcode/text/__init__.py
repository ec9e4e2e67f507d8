"""The only place that knows units of text: offsets, words, sentences, turns."""
