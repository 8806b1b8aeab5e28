package io.tapline.rpc.watch;

/** What one watcher is sent. For one thread. */
public interface WatchFeed<A> {
  /**
   * What became known since the part before; blocks while it is read.
   *
   * @throws RuntimeException that ends the call
   */
  WatchPart<A> next();
}
