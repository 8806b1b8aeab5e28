package io.tapline.wire.ipfix;

/**
 * Where the value of a field lies while its record is put together: an index of a flat array. Each
 * information element that is understood has one; a text's value is its place and length.
 */
enum Slot {
  /** Never written: always 0. */
  NOTHING(Kind.NUMBER, 0),
  SOURCE_4(Kind.IPV4, 0),
  SOURCE_PREFIX_4(Kind.IPV4, 0),
  SOURCE_6(Kind.IPV6, 0),
  SOURCE_6_LOW(Kind.SECOND_HALF, 0),
  DESTINATION_4(Kind.IPV4, 0),
  DESTINATION_PREFIX_4(Kind.IPV4, 0),
  DESTINATION_6(Kind.IPV6, 0),
  DESTINATION_6_LOW(Kind.SECOND_HALF, 0),
  SOURCE_PORT(Kind.NUMBER, 0),
  DESTINATION_PORT(Kind.NUMBER, 0),
  PROTOCOL(Kind.NUMBER, 0),
  ICMP_TYPE_CODE(Kind.NUMBER, -1),
  ICMP_TYPE(Kind.NUMBER, -1),
  ICMP_CODE(Kind.NUMBER, -1),

  BYTES(Kind.NUMBER, 0),
  PACKETS(Kind.NUMBER, 0),
  TOTAL_BYTES(Kind.NUMBER, 0),
  TOTAL_PACKETS(Kind.NUMBER, 0),
  POST_TOTAL_BYTES(Kind.NUMBER, 0),
  POST_TOTAL_PACKETS(Kind.NUMBER, 0),
  OUT_BYTES(Kind.NUMBER, 0),
  OUT_PACKETS(Kind.NUMBER, 0),
  INITIATOR_BYTES(Kind.NUMBER, 0),
  INITIATOR_PACKETS(Kind.NUMBER, 0),
  RESPONDER_BYTES(Kind.NUMBER, 0),
  RESPONDER_PACKETS(Kind.NUMBER, 0),
  REVERSE_BYTES(Kind.NUMBER, 0),
  REVERSE_PACKETS(Kind.NUMBER, 0),
  REVERSE_TOTAL_BYTES(Kind.NUMBER, 0),
  REVERSE_TOTAL_PACKETS(Kind.NUMBER, 0),
  FLOWS(Kind.NUMBER, 1),
  FLOW_ID(Kind.NUMBER, 0),
  FLOW_DIRECTION(Kind.NUMBER, -1),

  START_NANOSECONDS(Kind.NTP, 0),
  START_MICROSECONDS(Kind.NTP, 0),
  START_MILLISECONDS(Kind.NUMBER, 0),
  START_SECONDS(Kind.NUMBER, 0),
  START_DELTA(Kind.NUMBER, 0),
  START_UPTIME(Kind.NUMBER, 0),
  END_NANOSECONDS(Kind.NTP, 0),
  END_MICROSECONDS(Kind.NTP, 0),
  END_MILLISECONDS(Kind.NUMBER, 0),
  END_SECONDS(Kind.NUMBER, 0),
  END_DELTA(Kind.NUMBER, 0),
  END_UPTIME(Kind.NUMBER, 0),
  EVENT_NANOSECONDS(Kind.NTP, 0),
  EVENT_MICROSECONDS(Kind.NTP, 0),
  EVENT_MILLISECONDS(Kind.NUMBER, 0),
  EVENT_SECONDS(Kind.NUMBER, 0),
  DURATION_MILLISECONDS(Kind.NUMBER, 0),
  DURATION_MICROSECONDS(Kind.NUMBER, 0),
  REVERSE_END_NANOSECONDS(Kind.NTP, 0),
  REVERSE_END_MICROSECONDS(Kind.NTP, 0),
  REVERSE_END_MILLISECONDS(Kind.NUMBER, 0),
  REVERSE_END_SECONDS(Kind.NUMBER, 0),
  REVERSE_END_DELTA(Kind.NUMBER, 0),
  REVERSE_END_UPTIME(Kind.NUMBER, 0),
  SYSTEM_INIT_MILLISECONDS(Kind.NUMBER, 0),

  TOS(Kind.NUMBER, -1),
  DSCP(Kind.NUMBER, -1),
  REVERSE_TOS(Kind.NUMBER, -1),
  TCP_FLAGS(Kind.NUMBER, 0),
  INITIAL_TCP_FLAGS(Kind.NUMBER, 0),
  UNION_TCP_FLAGS(Kind.NUMBER, 0),
  REVERSE_TCP_FLAGS(Kind.NUMBER, 0),
  REVERSE_INITIAL_TCP_FLAGS(Kind.NUMBER, 0),
  REVERSE_UNION_TCP_FLAGS(Kind.NUMBER, 0),
  END_REASON(Kind.NUMBER, 0),

  INPUT_INTERFACE(Kind.NUMBER, -1),
  OUTPUT_INTERFACE(Kind.NUMBER, -1),
  SOURCE_AS(Kind.NUMBER, -1),
  DESTINATION_AS(Kind.NUMBER, -1),
  SOURCE_MASK_4(Kind.NUMBER, -1),
  SOURCE_MASK_6(Kind.NUMBER, -1),
  DESTINATION_MASK_4(Kind.NUMBER, -1),
  DESTINATION_MASK_6(Kind.NUMBER, -1),
  NEXT_HOP_4(Kind.IPV4, 0),
  NEXT_HOP_6(Kind.IPV6, 0),
  NEXT_HOP_6_LOW(Kind.SECOND_HALF, 0),
  BGP_NEXT_HOP_4(Kind.IPV4, 0),
  BGP_NEXT_HOP_6(Kind.IPV6, 0),
  BGP_NEXT_HOP_6_LOW(Kind.SECOND_HALF, 0),
  VLAN(Kind.NUMBER, 0),
  DOT1Q_VLAN(Kind.NUMBER, 0),
  EXPORTER_4(Kind.IPV4, 0),
  EXPORTER_6(Kind.IPV6, 0),
  EXPORTER_6_LOW(Kind.SECOND_HALF, 0),

  NAT_SOURCE_4(Kind.IPV4, 0),
  NAT_SOURCE_6(Kind.IPV6, 0),
  NAT_SOURCE_6_LOW(Kind.SECOND_HALF, 0),
  NAT_DESTINATION_4(Kind.IPV4, 0),
  NAT_DESTINATION_6(Kind.IPV6, 0),
  NAT_DESTINATION_6_LOW(Kind.SECOND_HALF, 0),
  NAT_SOURCE_PORT(Kind.NUMBER, 0),
  NAT_DESTINATION_PORT(Kind.NUMBER, 0),
  NAT_EVENT(Kind.NUMBER, 0),
  FIREWALL_EVENT(Kind.NUMBER, 0),

  IP_SECTION(Kind.TEXT, 0),
  IP_PAYLOAD_SECTION(Kind.TEXT, 0),
  FRAME_SECTION(Kind.TEXT, 0),
  FRAME_SIZE(Kind.NUMBER, 0),
  FRAME_TYPE(Kind.NUMBER, 1),
  IP_LENGTH(Kind.NUMBER, 0),
  IP_PAYLOAD_LENGTH(Kind.NUMBER, 0),
  SECTION_OFFSET(Kind.NUMBER, 0),

  SAMPLER(Kind.NUMBER, 0),
  SAMPLING_INTERVAL(Kind.NUMBER, 0),
  SAMPLER_INTERVAL(Kind.NUMBER, 0),
  SAMPLED_PACKETS(Kind.NUMBER, 0),
  SKIPPED_PACKETS(Kind.NUMBER, 0),
  SAMPLE_SIZE(Kind.NUMBER, 0),
  SAMPLE_POPULATION(Kind.NUMBER, 0),
  SAMPLE_PROBABILITY(Kind.FLOAT, 0),

  APPLICATION(Kind.NUMBER, 0),
  APPLICATION_NAME(Kind.TEXT, 0),
  SERVICE(Kind.TEXT, 0),
  BASE_SERVICE(Kind.TEXT, 0),
  HOSTNAME(Kind.TEXT, 0),
  BEHAVIOR(Kind.TEXT, 0),
  RTT_MILLISECONDS(Kind.NUMBER, -1),
  CLIENT_RTT(Kind.NUMBER, 0),
  SERVER_RTT(Kind.NUMBER, 0),

  LOCAL_IN_BYTES(Kind.NUMBER, 0),
  LOCAL_OUT_BYTES(Kind.NUMBER, 0),
  LOCAL_IN_PACKETS(Kind.NUMBER, 0),
  LOCAL_OUT_PACKETS(Kind.NUMBER, 0),
  LOCAL_IN_DSCP(Kind.NUMBER, -1),
  LOCAL_OUT_DSCP(Kind.NUMBER, -1),
  INTERNAL_RTT(Kind.SIGNED, -1),
  EXTERNAL_RTT(Kind.SIGNED, -1),
  LOCAL_4(Kind.IPV4, 0),
  LOCAL_6(Kind.IPV6, 0),
  LOCAL_6_LOW(Kind.SECOND_HALF, 0),
  REMOTE_4(Kind.IPV4, 0),
  REMOTE_6(Kind.IPV6, 0),
  REMOTE_6_LOW(Kind.SECOND_HALF, 0);

  /** How the bytes of a field become a value. */
  enum Kind {
    /** Of 1 to 8 bytes, unsigned. */
    NUMBER,
    /** Of 4 bytes, signed. */
    SIGNED,
    /** Of 4 bytes. */
    IPV4,
    /** Of 16 bytes; the second half lies in the next slot. */
    IPV6,
    /** Written along with the slot before. */
    SECOND_HALF,
    /** Of 8 bytes: seconds and fraction as NTP has them (RFC 5905, era by era). */
    NTP,
    /** Of 4 or 8 bytes (IEEE 754). */
    FLOAT,
    /** Of any length. */
    TEXT
  }

  static final Slot[] ALL = values();

  final Kind kind;
  final int initial;

  /** Place in the array of values. */
  final int index = place();

  Slot(Kind kind, int initial) {
    this.kind = kind;
    this.initial = initial;
  }

  @SuppressWarnings("EnumOrdinal") // a flat array on the path of every record
  private int place() {
    return ordinal();
  }

  /** Whether a field of this length can be read. */
  boolean fits(int length) {
    return switch (kind) {
      case NUMBER -> length >= 1;
      case SIGNED, IPV4 -> length == 4;
      case IPV6 -> length == 16;
      case NTP -> length == 8;
      case FLOAT -> length == 4 || length == 8;
      case TEXT -> true;
      case SECOND_HALF -> false;
    };
  }
}
