package io.tapline.flowlog.assemble;

/** Takes connections out of the table. */
@FunctionalInterface
public interface ConnectionSink {
  /**
   * The view is valid during this call only; the table must not be touched meanwhile. A table whose
   * sink has thrown is unusable: begin again from the last snapshot.
   */
  void accept(ConnectionView connection);
}
