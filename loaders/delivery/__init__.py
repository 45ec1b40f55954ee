"""From received files to a published version: what is asked and decided, the text that is written, who releases it."""
