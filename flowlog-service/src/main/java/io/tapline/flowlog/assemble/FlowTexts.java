package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Identification;
import io.tapline.flowlog.identify.WellKnownPorts;
import io.tapline.wire.flow.FlowRecord;

/** Texts that flow records tell, as long as the log takes them. */
final class FlowTexts {
  /** Characters that are kept of a text. */
  static final int MAX_CHARACTERS = 255;

  private FlowTexts() {}

  static boolean identifies(FlowRecord record) {
    return !record.service.isEmpty() || !record.hostname.isEmpty();
  }

  /** Service and host name as told; the service by port where only the host name was. */
  static Identification identification(FlowRecord record) {
    String service = record.service;
    if (service.isEmpty()) {
      String byPort = WellKnownPorts.name(record.protocol, record.destinationPort);
      service = byPort == null ? EntryView.UNKNOWN : byPort;
    }
    return new Identification(clip(service).intern(), clip(record.hostname), true);
  }

  static String clip(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
  }
}
