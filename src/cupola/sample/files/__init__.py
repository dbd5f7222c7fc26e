"""One writer for each kind of export of the sample district."""
