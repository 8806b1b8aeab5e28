package io.tapline.capture;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a sensor has counted since it was started, over all its live sources. */
public final class CaptureCounters {
  private final LongAdder frames = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder truncated = new LongAdder();
  private final LongAdder own = new LongAdder();
  private final LongAdder failedHandlerFrames = new LongAdder();
  private final LongAdder failedTransformFrames = new LongAdder();
  private final LongAdder failedDeliveries = new LongAdder();
  private final Map<Hop, LongAdder> dropped = new EnumMap<>(Hop.class);
  private final Map<TcpOutcome, LongAdder> tcp = new EnumMap<>(TcpOutcome.class);

  public CaptureCounters() {
    for (Hop hop : Hop.values()) {
      dropped.put(hop, new LongAdder());
    }
    for (TcpOutcome outcome : TcpOutcome.values()) {
      tcp.put(outcome, new LongAdder());
    }
  }

  public void frame(int length) {
    frames(1, length);
  }

  public void frames(long count, long totalBytes) {
    frames.add(count);
    bytes.add(totalBytes);
  }

  /** So many datagrams were longer than what is kept of one. */
  public void truncated(long count) {
    truncated.add(count);
  }

  /** So many frames of the product's own connections were left out. */
  public void own(long count) {
    own.add(count);
  }

  public void dropped(Hop hop, long count) {
    adder(dropped, hop).add(count);
  }

  /** This became of a connection of a TCP source. */
  public void tcp(TcpOutcome outcome) {
    adder(tcp, outcome).increment();
  }

  public void handlerFailed(long count) {
    failedHandlerFrames.add(count);
  }

  /** So many frames were dropped for a handler because one of its transforms failed. */
  public void transformFailed(long count) {
    failedTransformFrames.add(count);
  }

  /** Something failed in the delivery of a source, and is tried again. */
  public void deliveryFailed() {
    failedDeliveries.increment();
  }

  public long frames() {
    return frames.sum();
  }

  public long bytes() {
    return bytes.sum();
  }

  public long truncated() {
    return truncated.sum();
  }

  public long own() {
    return own.sum();
  }

  public long failedHandlerFrames() {
    return failedHandlerFrames.sum();
  }

  public long failedTransformFrames() {
    return failedTransformFrames.sum();
  }

  public long failedDeliveries() {
    return failedDeliveries.sum();
  }

  public long dropped(Hop hop) {
    return adder(dropped, hop).sum();
  }

  /** Connections of TCP sources of which this became. */
  public long tcpConnections(TcpOutcome outcome) {
    return adder(tcp, outcome).sum();
  }

  private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E key) {
    LongAdder adder = adders.get(key);
    if (adder == null) {
      throw new IllegalStateException("There is a counter for every value: " + key);
    }
    return adder;
  }
}
