package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/** Events of firewalls (element 233, Cisco's NSEL) and of translators (element 230, RFC 8158). */
final class EventPart implements FlowPart {
  /** IPFIX flowEndReason: end of flow detected. */
  private static final int END_DETECTED = 3;

  private static final int FLOW_DELETED = 2;
  private static final int FLOW_DENIED = 3;

  private EventPart() {}

  static @Nullable FlowPart of(Presence presence) {
    return presence.any(Slot.FIREWALL_EVENT, Slot.NAT_EVENT) ? new EventPart() : null;
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    int firewall = values.getInt(Slot.FIREWALL_EVENT);
    flow.firewallAction = action(firewall);
    boolean ended = firewall == FLOW_DELETED || deletes(values.getInt(Slot.NAT_EVENT));
    if (ended && flow.endReason == 0) {
      flow.endReason = END_DETECTED;
    }
  }

  /** 1 created, 2 deleted, 3 denied, 4 alert, 5 update. */
  private static String action(int event) {
    return switch (event) {
      case 1, 2, 5 -> "accept";
      case FLOW_DENIED -> "deny";
      default -> "";
    };
  }

  /** RFC 8158, natEvent: deletions of translations, sessions and bindings. */
  private static boolean deletes(int event) {
    return event == 2 || event == 5 || event == 7 || event == 9 || event == 11;
  }
}
