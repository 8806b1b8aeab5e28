package io.tapline.eventstore.notify.send;

import io.micrometer.core.instrument.MeterRegistry;

/** What did not fit into datagrams of syslog. */
public final class SyslogMetrics {
  private final MeterRegistry registry;

  public SyslogMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * {@code tapline.eventstore.notices.syslog.shortened}, by part: datagrams without their
   * structured data ({@code data}), or with a part of their text or none ({@code text}).
   */
  void sent(SyslogText.Datagram datagram) {
    if (datagram.withoutData()) {
      shortened("data");
    }
    if (datagram.textCut()) {
      shortened("text");
    }
  }

  private void shortened(String part) {
    registry.counter("tapline.eventstore.notices.syslog.shortened", "part", part).increment();
  }
}
