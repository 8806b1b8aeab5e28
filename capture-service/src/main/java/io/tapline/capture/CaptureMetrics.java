package io.tapline.capture;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The sensor's metrics, all named {@code tapline.capture.*}. */
@Singleton
public class CaptureMetrics {
  private final MeterRegistry registry;
  private final CaptureCounters counters = new CaptureCounters();

  public CaptureMetrics(MeterRegistry registry) {
    this.registry = registry;
    counter("tapline.capture.frames", CaptureCounters::frames);
    counter("tapline.capture.bytes", CaptureCounters::bytes);
    counter("tapline.capture.truncated.frames", CaptureCounters::truncated);
    counter("tapline.capture.own.frames", CaptureCounters::own);
    counter("tapline.capture.handler.failed.frames", CaptureCounters::failedHandlerFrames);
    counter("tapline.capture.transform.failed.frames", CaptureCounters::failedTransformFrames);
    counter("tapline.capture.delivery.failures", CaptureCounters::failedDeliveries);
    for (Hop hop : Hop.values()) {
      FunctionCounter.builder("tapline.capture.dropped.frames", counters, c -> c.dropped(hop))
          .tag("hop", hop.wireName())
          .register(registry);
    }
    for (TcpOutcome outcome : TcpOutcome.values()) {
      FunctionCounter.builder(
              "tapline.capture.tcp.connections", counters, c -> c.tcpConnections(outcome))
          .tag("outcome", outcome.word())
          .register(registry);
    }
  }

  /** The counters behind the metrics, for the engines. */
  public CaptureCounters counters() {
    return counters;
  }

  /** One import ended like this. */
  public void imported(String outcome) {
    registry.counter("tapline.capture.imports", "outcome", outcome).increment();
  }

  /** A value read when somebody asks. */
  public <T> void gauge(String name, T owner, ToDoubleFunction<T> value) {
    Gauge.builder(name, owner, value).register(registry);
  }

  private void counter(String name, ToDoubleFunction<CaptureCounters> value) {
    FunctionCounter.builder(name, counters, value).register(registry);
  }
}
