package io.tapline.capture.source;

import io.tapline.capture.batch.CapturedFrames;
import java.io.IOException;

/**
 * A bound socket that datagrams are received from as raw IP frames, many at a time. Received from
 * by one thread, asked for drops by any, closed by the thread that received.
 */
interface UdpSocket extends AutoCloseable {
  /** How long {@link #receive} waits at most. */
  int WAIT_MILLIS = 200;

  /**
   * Receives what has arrived. The frames are valid until the next call.
   *
   * @param wait whether to wait for the first datagram, for at most {@link #WAIT_MILLIS}
   * @return none when nothing came
   */
  CapturedFrames receive(boolean wait) throws IOException;

  /** How many datagrams of the last {@link #receive} were longer than what is kept of one. */
  int truncated();

  /**
   * Lets the calling thread go before others of the machine, if the system permits it: its work is
   * little, and what it does not take in time is lost.
   */
  void hurry();

  /** Datagrams at most of one {@link #receive}. */
  int capacity();

  /** Datagrams dropped before this socket since the last time that this was asked. */
  long droppedSinceLastTime();

  /** The receive buffer that the system granted. */
  int bufferBytes();

  @Override
  void close();
}
