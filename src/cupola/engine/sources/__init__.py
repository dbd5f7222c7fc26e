"""The kinds of export Cupola recognises, one file each."""
