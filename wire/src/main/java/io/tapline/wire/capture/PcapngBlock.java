package io.tapline.wire.capture;

import java.util.List;

/**
 * A block of a pcapng file as a value (draft-ietf-opsawg-pcapng, section 4). For those who want
 * everything; frames alone are read faster by {@link CaptureReader}.
 */
public sealed interface PcapngBlock {

  /**
   * Section Header Block: another file within the file, with its own byte order and interfaces.
   *
   * @param bytes of the section without this block; -1 = not told
   */
  record Section(int major, int minor, long bytes, List<PcapngOption> options)
      implements PcapngBlock {
    /** shb_hardware. */
    public static final int HARDWARE = 2;

    /** shb_os. */
    public static final int OPERATING_SYSTEM = 3;

    /** shb_userappl. */
    public static final int APPLICATION = 4;

    /** Of the version that is written, of unknown length. */
    public static Section of(List<PcapngOption> options) {
      return new Section(1, 0, -1, options);
    }
  }

  /**
   * Interface Description Block.
   *
   * @param snapLength bytes captured of a frame at most; 0 = all; unsigned
   */
  record Interface(int linkType, int snapLength, List<PcapngOption> options)
      implements PcapngBlock {
    public static final int NAME = 2;
    public static final int DESCRIPTION = 3;
    public static final int IPV4_ADDRESS = 4;
    public static final int IPV6_ADDRESS = 5;
    public static final int MAC_ADDRESS = 6;
    public static final int EUI_ADDRESS = 7;
    public static final int SPEED = 8;
    public static final int TIME_RESOLUTION = 9;
    public static final int TIME_ZONE = 10;
    public static final int FILTER = 11;
    public static final int OPERATING_SYSTEM = 12;
    public static final int FCS_LENGTH = 13;
    public static final int TIME_OFFSET = 14;
    public static final int HARDWARE = 15;
    public static final int SENDING_SPEED = 16;
    public static final int RECEIVING_SPEED = 17;
    public static final int TIME_ZONE_NAME = 18;
  }

  /**
   * Enhanced Packet Block.
   *
   * @param interfaceId within the section, from 0
   * @param timeUnits since the epoch, in the interface's resolution; unsigned
   * @param originalLength bytes on the wire; unsigned
   */
  record EnhancedPacket(
      int interfaceId, long timeUnits, int originalLength, Octets data, List<PcapngOption> options)
      implements PcapngBlock {
    public static final int FLAGS = 2;
    public static final int HASH = 3;
    public static final int DROP_COUNT = 4;
    public static final int PACKET_ID = 5;
    public static final int QUEUE = 6;
    public static final int VERDICT = 7;
    public static final int PROCESS_AND_THREAD = 8;
  }

  /** Simple Packet Block: of the section's first interface, without time. */
  record SimplePacket(int originalLength, Octets data) implements PcapngBlock {}

  /**
   * Packet Block, obsolete.
   *
   * @param drops frames lost since the one before; 65535 = not told
   */
  record ObsoletePacket(
      int interfaceId,
      int drops,
      long timeUnits,
      int originalLength,
      Octets data,
      List<PcapngOption> options)
      implements PcapngBlock {
    public static final int FLAGS = 2;
    public static final int HASH = 3;
  }

  /** Name Resolution Block. */
  record NameResolution(List<NameRecord> records, List<PcapngOption> options)
      implements PcapngBlock {
    public static final int DNS_NAME = 2;
    public static final int DNS_IPV4_ADDRESS = 3;
    public static final int DNS_IPV6_ADDRESS = 4;
  }

  /**
   * An address and its names.
   *
   * @param type 1 IPv4, 2 IPv6, 3 EUI-48, 4 EUI-64
   * @param value the address, then the names, each with a zero byte behind
   */
  record NameRecord(int type, Octets value) {
    public static final int IPV4 = 1;
    public static final int IPV6 = 2;

    /** A record of an address and a name. */
    public static NameRecord of(int type, Octets address, String name) {
      byte[] text = Octets.of(name).array();
      byte[] value = new byte[address.length() + text.length + 1];
      System.arraycopy(address.array(), 0, value, 0, address.length());
      System.arraycopy(text, 0, value, address.length(), text.length);
      return new NameRecord(type, Octets.owning(value));
    }

    /** The address's bytes; empty when the type is not known or the record too short. */
    public Octets address() {
      int length = addressLength();
      return length == 0 || value.length() < length ? Octets.EMPTY : value.slice(0, length);
    }

    /** The names, in their order. */
    public List<String> names() {
      int length = addressLength();
      return length == 0 || value.length() <= length
          ? List.of()
          : List.of(value.slice(length, value.length()).text().split("\0"));
    }

    private int addressLength() {
      return switch (type) {
        case IPV4 -> 4;
        case IPV6 -> 16;
        case 3 -> 6;
        case 4 -> 8;
        default -> 0;
      };
    }
  }

  /** Interface Statistics Block. */
  record InterfaceStatistics(int interfaceId, long timeUnits, List<PcapngOption> options)
      implements PcapngBlock {
    public static final int START_TIME = 2;
    public static final int END_TIME = 3;
    public static final int RECEIVED = 4;
    public static final int INTERFACE_DROPS = 5;
    public static final int FILTER_ACCEPTED = 6;
    public static final int SYSTEM_DROPS = 7;
    public static final int DELIVERED = 8;
  }

  /** Decryption Secrets Block; {@code type} for example 0x544c534b, a TLS key log. */
  record DecryptionSecrets(int type, Octets data, List<PcapngOption> options)
      implements PcapngBlock {}

  /** systemd Journal Export Block. */
  record JournalEntry(Octets entry) implements PcapngBlock {}

  /**
   * Custom Block.
   *
   * @param copyable whether a program that does not know it may copy it to another file
   * @param enterprise the private enterprise number
   * @param data with the options, which nobody else can tell from it; padded to 4 bytes
   */
  record Custom(boolean copyable, int enterprise, Octets data) implements PcapngBlock {}

  /** A block of another type; {@code body} padded to 4 bytes. */
  record Unknown(int type, Octets body) implements PcapngBlock {}
}
