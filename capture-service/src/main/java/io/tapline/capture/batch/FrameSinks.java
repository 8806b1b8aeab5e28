package io.tapline.capture.batch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who takes the frames of each source besides its spool, by the name of the source. A source and
 * those who want its frames hold this rather than each other: sinks may be there before the source
 * and stay after it. For any number of threads, without a lock.
 */
public final class FrameSinks {
  private final Map<String, List<FrameSink>> sinks = new ConcurrentHashMap<>();

  /** The sinks of a source now and later: a list that changes with {@link #add}. */
  public List<FrameSink> of(String source) {
    return sinks.computeIfAbsent(source, _ -> new CopyOnWriteArrayList<>());
  }

  public void add(String source, FrameSink sink) {
    of(source).add(sink);
  }

  public void remove(String source, FrameSink sink) {
    of(source).remove(sink);
  }
}
