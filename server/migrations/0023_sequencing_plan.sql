-- The sequencer asks five times a second for the newest events. A plan made while the tables were small, or without
-- statistics, would read all of them every time.
alter function list_firms_to_sequence(xid8) set enable_seqscan = off;
alter function list_firms_to_sequence(xid8) set enable_hashjoin = off;
alter function list_firms_to_sequence(xid8) set enable_mergejoin = off;
