/**
 * How those who watch a service are answered, over gRPC: what became known, part after part, for as
 * long as they stay.
 *
 * <pre>
 * endpoint: {@link io.tapline.rpc.watch.Watchers} --&gt; a thread for each --&gt; {@link io.tapline.rpc.watch.WatchFeed}: part after part
 * </pre>
 *
 * <p>Promises: a watcher that reads slowly holds back its own thread and nothing else, and costs
 * one part of memory; one that is quiet gets a token now and then. Limits: watchers at once. What
 * is watched and where a watcher resumes is the service's own. For the rim of a service only.
 */
@NullMarked
package io.tapline.rpc.watch;

import org.jspecify.annotations.NullMarked;
