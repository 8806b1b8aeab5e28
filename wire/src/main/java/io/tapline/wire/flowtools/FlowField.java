package io.tapline.wire.flowtools;

import java.util.Locale;
import java.util.Optional;

/** What a record may tell, in the order of the bits of flow-tools' field mask. */
public enum FlowField {
  UNIX_SECS(0x1, 4, "unix_secs"),
  UNIX_NSECS(0x2, 4, "unix_nsecs"),
  /** Milliseconds since the router booted, at export. */
  SYS_UPTIME(0x4, 4, "sysUpTime"),
  EXADDR(0x8, 4, "exaddr"),
  DFLOWS(0x10, 4, "dFlows"),
  DPKTS(0x20, 4, "dPkts"),
  DOCTETS(0x40, 4, "dOctets"),
  /** Milliseconds since the router booted, at the first packet. */
  FIRST(0x80, 4, "first"),
  LAST(0x100, 4, "last"),
  ENGINE_TYPE(0x200, 1, "engine_type"),
  ENGINE_ID(0x400, 1, "engine_id"),
  SRCADDR(0x1000, 4, "srcaddr"),
  DSTADDR(0x2000, 4, "dstaddr"),
  NEXTHOP(0x10000, 4, "nexthop"),
  INPUT(0x20000, 2, "input"),
  OUTPUT(0x40000, 2, "output"),
  SRCPORT(0x80000, 2, "srcport"),
  DSTPORT(0x100000, 2, "dstport"),
  PROT(0x200000, 1, "prot"),
  TOS(0x400000, 1, "tos"),
  TCP_FLAGS(0x800000, 1, "tcp_flags"),
  SRC_MASK(0x1000000, 1, "src_mask"),
  DST_MASK(0x2000000, 1, "dst_mask"),
  SRC_AS(0x4000000, 2, "src_as"),
  DST_AS(0x8000000, 2, "dst_as"),
  IN_ENCAPS(0x10000000, 1, "in_encaps"),
  OUT_ENCAPS(0x20000000, 1, "out_encaps"),
  PEER_NEXTHOP(0x40000000, 4, "peer_nexthop"),
  /** Address of the router that the switch cut short. */
  ROUTER_SC(0x80000000L, 4, "router_sc"),
  EXTRA_PKTS(0x100000000L, 4, "extra_pkts"),
  MARKED_TOS(0x200000000L, 1, "marked_tos"),
  SRC_TAG(0x400000000L, 4, "src_tag"),
  DST_TAG(0x800000000L, 4, "dst_tag");

  private final long mask;
  private final int size;
  private final String label;
  private final String csvName;

  FlowField(long mask, int size, String label) {
    this.mask = mask;
    this.size = size;
    this.label = label;
    this.csvName = label.toLowerCase(Locale.ROOT);
  }

  /** Its bit in the field mask. */
  public long mask() {
    return mask;
  }

  /** Bytes that it takes in a record: 1, 2 or 4, unsigned. */
  public int size() {
    return size;
  }

  /** Name of the attribute in pyflowtools. */
  public String label() {
    return label;
  }

  /** Name of the column in flow-export's CSV. */
  public String csvName() {
    return csvName;
  }

  /** The largest value that it holds. */
  public long maximum() {
    return (1L << (8 * size)) - 1;
  }

  /** Whether its number is an IPv4 address. */
  public boolean isAddress() {
    return switch (this) {
      case EXADDR, SRCADDR, DSTADDR, NEXTHOP, PEER_NEXTHOP, ROUTER_SC -> true;
      default -> false;
    };
  }

  /** The field with this name, in either spelling, if there is one. */
  public static Optional<FlowField> named(String name) {
    for (FlowField field : values()) {
      if (field.csvName.equalsIgnoreCase(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
