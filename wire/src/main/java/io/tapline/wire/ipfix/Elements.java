package io.tapline.wire.ipfix;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The information elements that are understood: those of IANA's registry "IP Flow Information
 * Export (IPFIX) Entities", to which NetFlow v9's field types (RFC 3954, section 8) are the
 * forerunner, and those of some enterprises.
 */
final class Elements {
  private static final int IANA_ELEMENTS = 512;

  private static final Map<Integer, Slot> IANA =
      Map.ofEntries(
          entry(1, Slot.BYTES),
          entry(2, Slot.PACKETS),
          entry(3, Slot.FLOWS),
          entry(4, Slot.PROTOCOL),
          entry(5, Slot.TOS),
          entry(6, Slot.TCP_FLAGS),
          entry(7, Slot.SOURCE_PORT),
          entry(8, Slot.SOURCE_4),
          entry(9, Slot.SOURCE_MASK_4),
          entry(10, Slot.INPUT_INTERFACE),
          entry(11, Slot.DESTINATION_PORT),
          entry(12, Slot.DESTINATION_4),
          entry(13, Slot.DESTINATION_MASK_4),
          entry(14, Slot.OUTPUT_INTERFACE),
          entry(15, Slot.NEXT_HOP_4),
          entry(16, Slot.SOURCE_AS),
          entry(17, Slot.DESTINATION_AS),
          entry(18, Slot.BGP_NEXT_HOP_4),
          entry(21, Slot.END_UPTIME),
          entry(22, Slot.START_UPTIME),
          entry(23, Slot.OUT_BYTES),
          entry(24, Slot.OUT_PACKETS),
          entry(27, Slot.SOURCE_6),
          entry(28, Slot.DESTINATION_6),
          entry(29, Slot.SOURCE_MASK_6),
          entry(30, Slot.DESTINATION_MASK_6),
          entry(32, Slot.ICMP_TYPE_CODE),
          entry(34, Slot.SAMPLING_INTERVAL),
          entry(44, Slot.SOURCE_PREFIX_4),
          entry(45, Slot.DESTINATION_PREFIX_4),
          entry(48, Slot.SAMPLER),
          entry(50, Slot.SAMPLER_INTERVAL),
          entry(58, Slot.VLAN),
          entry(61, Slot.FLOW_DIRECTION),
          entry(62, Slot.NEXT_HOP_6),
          entry(63, Slot.BGP_NEXT_HOP_6),
          entry(85, Slot.TOTAL_BYTES),
          entry(86, Slot.TOTAL_PACKETS),
          entry(95, Slot.APPLICATION),
          entry(96, Slot.APPLICATION_NAME),
          entry(130, Slot.EXPORTER_4),
          entry(131, Slot.EXPORTER_6),
          entry(136, Slot.END_REASON),
          entry(139, Slot.ICMP_TYPE_CODE),
          entry(148, Slot.FLOW_ID),
          entry(150, Slot.START_SECONDS),
          entry(151, Slot.END_SECONDS),
          entry(152, Slot.START_MILLISECONDS),
          entry(153, Slot.END_MILLISECONDS),
          entry(154, Slot.START_MICROSECONDS),
          entry(155, Slot.END_MICROSECONDS),
          entry(156, Slot.START_NANOSECONDS),
          entry(157, Slot.END_NANOSECONDS),
          entry(158, Slot.START_DELTA),
          entry(159, Slot.END_DELTA),
          entry(160, Slot.SYSTEM_INIT_MILLISECONDS),
          entry(161, Slot.DURATION_MILLISECONDS),
          entry(162, Slot.DURATION_MICROSECONDS),
          entry(171, Slot.POST_TOTAL_BYTES),
          entry(172, Slot.POST_TOTAL_PACKETS),
          entry(176, Slot.ICMP_TYPE),
          entry(177, Slot.ICMP_CODE),
          entry(178, Slot.ICMP_TYPE),
          entry(179, Slot.ICMP_CODE),
          entry(180, Slot.SOURCE_PORT),
          entry(181, Slot.DESTINATION_PORT),
          entry(182, Slot.SOURCE_PORT),
          entry(183, Slot.DESTINATION_PORT),
          entry(195, Slot.DSCP),
          entry(204, Slot.IP_PAYLOAD_LENGTH),
          entry(224, Slot.IP_LENGTH),
          entry(225, Slot.NAT_SOURCE_4),
          entry(226, Slot.NAT_DESTINATION_4),
          entry(227, Slot.NAT_SOURCE_PORT),
          entry(228, Slot.NAT_DESTINATION_PORT),
          entry(230, Slot.NAT_EVENT),
          entry(231, Slot.INITIATOR_BYTES),
          entry(232, Slot.RESPONDER_BYTES),
          entry(233, Slot.FIREWALL_EVENT),
          entry(243, Slot.DOT1Q_VLAN),
          entry(281, Slot.NAT_SOURCE_6),
          entry(282, Slot.NAT_DESTINATION_6),
          entry(298, Slot.INITIATOR_PACKETS),
          entry(299, Slot.RESPONDER_PACKETS),
          entry(302, Slot.SAMPLER),
          entry(305, Slot.SAMPLED_PACKETS),
          entry(306, Slot.SKIPPED_PACKETS),
          entry(309, Slot.SAMPLE_SIZE),
          entry(310, Slot.SAMPLE_POPULATION),
          entry(311, Slot.SAMPLE_PROBABILITY),
          entry(312, Slot.FRAME_SIZE),
          entry(313, Slot.IP_SECTION),
          entry(314, Slot.IP_PAYLOAD_SECTION),
          entry(315, Slot.FRAME_SECTION),
          entry(322, Slot.EVENT_SECONDS),
          entry(323, Slot.EVENT_MILLISECONDS),
          entry(324, Slot.EVENT_MICROSECONDS),
          entry(325, Slot.EVENT_NANOSECONDS),
          entry(408, Slot.FRAME_TYPE),
          entry(409, Slot.SECTION_OFFSET));

  /** RFC 5103: the same elements, of the reverse direction. */
  private static final Map<Integer, Slot> REVERSE =
      Map.ofEntries(
          entry(1, Slot.REVERSE_BYTES),
          entry(2, Slot.REVERSE_PACKETS),
          entry(5, Slot.REVERSE_TOS),
          entry(6, Slot.REVERSE_TCP_FLAGS),
          entry(21, Slot.REVERSE_END_UPTIME),
          entry(85, Slot.REVERSE_TOTAL_BYTES),
          entry(86, Slot.REVERSE_TOTAL_PACKETS),
          entry(151, Slot.REVERSE_END_SECONDS),
          entry(153, Slot.REVERSE_END_MILLISECONDS),
          entry(155, Slot.REVERSE_END_MICROSECONDS),
          entry(157, Slot.REVERSE_END_NANOSECONDS),
          entry(159, Slot.REVERSE_END_DELTA));

  /** Cisco ASA before 8.4 numbered these without an enterprise (NSEL). */
  private static final Map<Integer, Slot> CISCO_NSEL =
      Map.of(
          40001, Slot.NAT_SOURCE_4,
          40002, Slot.NAT_DESTINATION_4,
          40003, Slot.NAT_SOURCE_PORT,
          40004, Slot.NAT_DESTINATION_PORT,
          40005, Slot.FIREWALL_EVENT);

  /** CERT's YAF; reverse elements have bit 14 set. */
  private static final Map<Integer, Slot> CERT =
      Map.of(
          14,
          Slot.INITIAL_TCP_FLAGS,
          15,
          Slot.UNION_TCP_FLAGS,
          21,
          Slot.RTT_MILLISECONDS,
          14 | 0x4000,
          Slot.REVERSE_INITIAL_TCP_FLAGS,
          15 | 0x4000,
          Slot.REVERSE_UNION_TCP_FLAGS);

  /** ntop's nProbe; in NetFlow v9 the same numbers from 57472. */
  private static final Map<Integer, Slot> NTOP =
      Map.of(
          119, Slot.SERVICE,
          123, Slot.CLIENT_RTT,
          124, Slot.SERVER_RTT,
          187, Slot.HOSTNAME,
          188, Slot.HOSTNAME);

  private static final int NTOP_IN_VERSION_9 = 57472;
  private static final int NTOP_ELEMENTS = 1024;

  private static final Map<Integer, Map<Integer, Slot>> ENTERPRISES =
      Map.of(
          Enterprises.REVERSE, REVERSE,
          Enterprises.PROCERA, ProceraElement.SLOTS,
          Enterprises.CERT, CERT,
          Enterprises.NTOP, NTOP);

  private static final Slot[] BY_NUMBER = byNumber();

  private Elements() {}

  private static Slot[] byNumber() {
    Slot[] slots = new Slot[IANA_ELEMENTS];
    new HashMap<>(IANA).forEach((number, slot) -> slots[number] = slot);
    return slots;
  }

  /** Where the values of this field go; null = not understood, or of a length that cannot be. */
  static @Nullable Slot slot(TemplateField field) {
    if (field.enterprise() == TemplateField.SCOPE) {
      return null;
    }
    Slot slot = slot(field.enterprise(), field.element());
    return slot != null && (field.variable() || slot.fits(field.length())) ? slot : null;
  }

  /** Where the values of this element go; null = not understood. */
  static @Nullable Slot slot(int enterprise, int element) {
    if (enterprise == 0) {
      return element < IANA_ELEMENTS ? BY_NUMBER[element] : withoutEnterprise(element);
    }
    Map<Integer, Slot> slots = ENTERPRISES.get(enterprise);
    return slots == null ? null : slots.get(element);
  }

  private static @Nullable Slot withoutEnterprise(int element) {
    int ntop = element - NTOP_IN_VERSION_9;
    return ntop >= 0 && ntop < NTOP_ELEMENTS ? NTOP.get(ntop) : CISCO_NSEL.get(element);
  }
}
