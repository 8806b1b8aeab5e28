package io.tapline.capture.source;

import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Optional;

/** Something that frames come out of. Opened and run by one thread, closed by another. */
interface Input extends AutoCloseable {

  /**
   * Gets hold of it, or says why not.
   *
   * @throws Refusal with the reason
   */
  void open();

  /**
   * Passes frames on until {@link #close}; returns earlier with the cause when the input breaks.
   */
  void run(FrameTarget target);

  /**
   * Asks the input for what was dropped since the last time. Called once a second, and by the
   * thread that ran it before {@link #release}.
   */
  void pollLosses(FrameTarget target);

  /** Makes {@link #run} return, after what has arrived so far. */
  @Override
  void close();

  /** Frees what {@link #open} got hold of; by the thread that ran it. It can be opened again. */
  void release();

  /** What is left out although the source's name suggests it, in sentences; once opened. */
  default List<String> warnings() {
    return List.of();
  }

  /** Its connection, where frames come over one. */
  default Optional<TcpStatus> tcp() {
    return Optional.empty();
  }
}
