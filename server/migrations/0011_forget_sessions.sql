-- Old sessions name a device and a network; the daily run removes them 90 days after their last use.
grant delete on sessions to schleuse_app;
