package io.tapline.rpc.watch;

import java.util.function.Supplier;

/**
 * A part of what a watcher is sent.
 *
 * @param answers gone through once, and no further than the watcher reads
 * @param token asked for where there is no answer: how to resume behind this part
 * @param full whether there may be more at once
 */
public record WatchPart<A>(Iterable<A> answers, Supplier<A> token, boolean full) {}
