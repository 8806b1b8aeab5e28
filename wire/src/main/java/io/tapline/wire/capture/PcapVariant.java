package io.tapline.wire.capture;

import io.tapline.wire.bytes.EitherEndian;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The kinds of pcap, told by the magic number; each exists in both byte orders. */
enum PcapVariant {
  MICROSECONDS(0xA1B2C3D4, 24, 16, 1000),
  NANOSECONDS(0xA1B23C4D, 24, 16, 1),
  /** Kuznetzov's: behind each record's header the interface, the protocol and the packet's type. */
  MODIFIED(0xA1B2CD34, 24, 24, 1000),
  /** Ixia's: behind the file's header the bytes of all records. */
  IXIA_HARDWARE(0x1C0001AC, 28, 16, 1000),
  IXIA_SOFTWARE(0x1C0001AB, 28, 16, 1000);

  private static final PcapVariant[] ALL = values();

  final int magic;
  final int headerBytes;
  final int recordHeaderBytes;
  final int nanosPerFraction;

  PcapVariant(int magic, int headerBytes, int recordHeaderBytes, int nanosPerFraction) {
    this.magic = magic;
    this.headerBytes = headerBytes;
    this.recordHeaderBytes = recordHeaderBytes;
    this.nanosPerFraction = nanosPerFraction;
  }

  /** By four bytes in network order; null = they begin no pcap file. */
  static @Nullable PcapVariant of(int magic) {
    int swapped = Integer.reverseBytes(magic);
    for (PcapVariant variant : ALL) {
      if (variant.magic == magic || variant.magic == swapped) {
        return variant;
      }
    }
    return null;
  }

  /** The variant of a file whose header was found to be one. */
  static PcapVariant ofFile(MemorySegment bytes) {
    PcapVariant variant = of(EitherEndian.int32(bytes, 0, true));
    return variant == null ? MICROSECONDS : variant;
  }

  /** The byte order of a file that begins with the magic of this variant. */
  boolean isBigEndian(MemorySegment bytes) {
    return EitherEndian.int32(bytes, 0, true) == magic;
  }
}
