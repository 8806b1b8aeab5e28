package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/** Names of the service and of the server's host. */
final class ServicePart implements FlowPart {
  private ServicePart() {}

  static @Nullable FlowPart of(Presence presence) {
    boolean named =
        presence.any(
            Slot.SERVICE,
            Slot.BASE_SERVICE,
            Slot.HOSTNAME,
            Slot.APPLICATION_NAME,
            Slot.APPLICATION);
    return named ? new ServicePart() : null;
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    flow.service = service(values);
    flow.hostname = text(values, Slot.HOSTNAME);
  }

  private static String service(RecordValues values) {
    String service = text(values, Slot.SERVICE);
    if (service.isEmpty()) {
      service = text(values, Slot.BASE_SERVICE);
    }
    if (service.isEmpty()) {
      service = text(values, Slot.APPLICATION_NAME);
    }
    return service.isEmpty() ? values.options.application(values.get(Slot.APPLICATION)) : service;
  }

  private static String text(RecordValues values, Slot slot) {
    long text = values.get(slot);
    return text == 0 ? "" : values.texts.lowerCase(values.bytes, text);
  }
}
