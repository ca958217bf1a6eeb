"""Items of news agencies as feeds: one file for each format in which they are delivered."""
