"""Recorded HTTP exchanges: the tape, its clock and the transport that answers from it."""
