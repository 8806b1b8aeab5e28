package io.tapline.wire.ipfix;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The information elements of PacketLogic (enterprise 15397). Those without a slot are known by
 * name and are skipped. "In" is towards the local host, "out" is away from it.
 */
enum ProceraElement {
  SERVICE(1, Slot.SERVICE),
  BASE_SERVICE(2, Slot.BASE_SERVICE),
  IN_OCTETS(3, Slot.LOCAL_IN_BYTES),
  OUT_OCTETS(4, Slot.LOCAL_OUT_BYTES),
  IN_PACKETS(5, Slot.LOCAL_IN_PACKETS),
  OUT_PACKETS(6, Slot.LOCAL_OUT_PACKETS),
  IN_SHAPING_LATENCY(7),
  OUT_SHAPING_LATENCY(8),
  IN_SHAPING_DROPS(9),
  OUT_SHAPING_DROPS(10),
  INTERNAL_RTT(11, Slot.INTERNAL_RTT),
  EXTERNAL_RTT(12, Slot.EXTERNAL_RTT),
  FLOW_BEHAVIOR(15, Slot.BEHAVIOR),
  CONTENT_CATEGORIES(16),
  PROPERTY(17),
  SERVER_HOSTNAME(18, Slot.HOSTNAME),
  HTTP_REQUEST_METHOD(19),
  HTTP_USER_AGENT(20),
  HTTP_CONTENT_TYPE(21),
  HTTP_URL(22),
  HTTP_REFERER(23),
  HTTP_RESPONSE_STATUS(24),
  HTTP_FILE_LENGTH(25),
  HTTP_LOCATION(26),
  HTTP_LANGUAGE(27),
  SUBSCRIBER_IDENTIFIER(28),
  MSISDN(29),
  IMSI(30),
  RAT(31),
  DEVICE_ID(32),
  SGSN(33),
  RNC(34),
  APN(35),
  USER_LOCATION_INFORMATION(36),
  GGSN(37),
  QOE_IN_INTERNAL(38),
  QOE_IN_EXTERNAL(39),
  QOE_OUT_INTERNAL(40),
  QOE_OUT_EXTERNAL(41),
  LOCAL_IPV4_HOST(42, Slot.LOCAL_4),
  LOCAL_IPV6_HOST(43, Slot.LOCAL_6),
  REMOTE_IPV4_HOST(44, Slot.REMOTE_4),
  REMOTE_IPV6_HOST(45, Slot.REMOTE_6),
  HTTP_REQUEST_VERSION(46),
  TEMPLATE_NAME(47),
  IN_DSCP(49, Slot.LOCAL_IN_DSCP),
  OUT_DSCP(50, Slot.LOCAL_OUT_DSCP),
  VLAN_ID_LEVEL_1(51, Slot.VLAN),
  VLAN_ID_LEVEL_2(52),
  VLAN_ID_LEVEL_3(53),
  VLAN_ID_LEVEL_4(54),
  VLAN_ID_LEVEL_5(55),
  VLAN_ID_LEVEL_6(56),
  VLAN_ID_LEVEL_7(57),
  VLAN_ID_LEVEL_8(58),
  DOT1Q_PRIORITY_LEVEL_1(59),
  DOT1Q_PRIORITY_LEVEL_2(60),
  DOT1Q_PRIORITY_LEVEL_3(61),
  DOT1Q_PRIORITY_LEVEL_4(62),
  DOT1Q_PRIORITY_LEVEL_5(63),
  DOT1Q_PRIORITY_LEVEL_6(64),
  DOT1Q_PRIORITY_LEVEL_7(65),
  DOT1Q_PRIORITY_LEVEL_8(66),
  INTERNAL_JITTER(67),
  SERVICE_OBJECT(69),
  REMOTE_GEO_IP(70);

  static final Map<Integer, Slot> SLOTS = slots();

  private final int element;
  private final @Nullable Slot slot;

  ProceraElement(int element) {
    this(element, null);
  }

  ProceraElement(int element, @Nullable Slot slot) {
    this.element = element;
    this.slot = slot;
  }

  private static Map<Integer, Slot> slots() {
    Map<Integer, Slot> slots = new HashMap<>();
    Arrays.stream(values()).forEach(each -> each.addTo(slots));
    return Map.copyOf(slots);
  }

  private void addTo(Map<Integer, Slot> slots) {
    if (slot != null) {
      slots.put(element, slot);
    }
  }
}
