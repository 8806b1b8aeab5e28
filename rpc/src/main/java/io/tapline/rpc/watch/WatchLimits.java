package io.tapline.rpc.watch;

import java.time.Duration;

/**
 * How many may watch, and how often they hear something.
 *
 * @param pause between two looks for what is new
 * @param heartbeat after so long without anything to send, a token alone is sent
 */
public record WatchLimits(int maxWatchers, Duration pause, Duration heartbeat) {}
