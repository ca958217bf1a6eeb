"""Pure text work: sanitising, HTML to blocks, wrapping, reading the marks of German news text."""
