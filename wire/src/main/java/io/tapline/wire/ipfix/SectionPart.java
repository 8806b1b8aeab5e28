package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.PacketSection;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.LinkTypes;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a sampled packet (RFC 5477, section 8.5): from its link layer header (element
 * 315), its IP header (313), or what follows that (314), whose addresses and protocol have elements
 * of their own. What the record says itself about endpoints or counters is left as it is.
 */
final class SectionPart implements FlowPart {
  /** IANA's registry of dataLinkFrameType (element 408). */
  private static final int WIRELESS = 2;

  private final PacketSection section = new PacketSection();
  private final boolean frame;
  private final boolean ip;

  private SectionPart(Presence presence) {
    frame = presence.has(Slot.FRAME_SECTION);
    ip = presence.has(Slot.IP_SECTION);
  }

  static @Nullable FlowPart of(Presence presence) {
    boolean any =
        presence.any(Slot.FRAME_SECTION, Slot.IP_SECTION, Slot.IP_PAYLOAD_SECTION)
            && !presence.any(Slot.BYTES, Slot.TOTAL_BYTES, Slot.OUT_BYTES);
    return any ? new SectionPart(presence) : null;
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    if (values.get(Slot.SECTION_OFFSET) != 0) {
      return;
    }
    if (frame) {
      frame(values, flow);
    } else if (ip) {
      ip(values, flow);
    } else {
      payload(values, flow);
    }
  }

  private void frame(RecordValues values, FlowRecord flow) {
    long text = values.get(Slot.FRAME_SECTION);
    boolean wireless = values.get(Slot.FRAME_TYPE) == WIRELESS;
    int link = wireless ? LinkTypes.WIRELESS : LinkTypes.ETHERNET;
    take(values, text, values.getInt(Slot.FRAME_SIZE), link, flow);
  }

  private void ip(RecordValues values, FlowRecord flow) {
    long text = values.get(Slot.IP_SECTION);
    take(values, text, values.getInt(Slot.IP_LENGTH), LinkTypes.RAW, flow);
  }

  private void take(RecordValues values, long text, int length, int link, FlowRecord flow) {
    int vlan = flow.vlan;
    section.frame(values.bytes, Values.place(text), Values.length(text), length, link, flow);
    flow.vlan = vlan == 0 ? flow.vlan : vlan;
  }

  /** Without any length it is at least what was sampled, behind a header without options. */
  private void payload(RecordValues values, FlowRecord flow) {
    long text = values.get(Slot.IP_PAYLOAD_SECTION);
    int captured = Values.length(text);
    boolean version6 = flow.sourceHigh != 0 || flow.destinationHigh != 0;
    int header = version6 ? 40 : 20;
    long ipLength = values.get(Slot.IP_LENGTH);
    int payload = values.getInt(Slot.IP_PAYLOAD_LENGTH);
    if (payload == PacketSection.UNKNOWN_LENGTH && ipLength > header) {
      payload = (int) ipLength - header;
    }
    long bytes = ipLength != 0 ? ipLength : Math.max(payload, captured) + header;
    section.ipPayload(values.bytes, Values.place(text), captured, payload, bytes, flow);
  }
}
