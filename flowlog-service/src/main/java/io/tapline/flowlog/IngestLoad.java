package io.tapline.flowlog;

/** How much the log has to take at present, for work that can wait. For any number of threads. */
@FunctionalInterface
public interface IngestLoad {
  /** Whether a source hands over more than the log takes at once, now or within a second. */
  boolean isBusy();
}
