package io.tapline.cli.pcap;

import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.InterfaceNumbers;
import io.tapline.wire.capture.PcapWriter;
import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new capture file: pcapng when its name ends so, otherwise pcap. */
sealed interface PacketOutput extends AutoCloseable {
  int SNAP_LENGTH = CaptureReader.MAXIMUM_CAPTURED_BYTES;

  /** Whether a packet of this link type fits into the file. */
  boolean takes(int linkType);

  void write(CaptureReader packet) throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a file that must not exist yet, with its directories. */
  static PacketOutput open(Path file, int linkType, PcapWriter.Precision precision)
      throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return isPcapng(file)
        ? new Pcapng(new PcapngWriter(channel))
        : new Pcap(new PcapWriter(channel, linkType, SNAP_LENGTH, precision), linkType);
  }

  static boolean isPcapng(Path file) {
    return file.toString().endsWith(".pcapng");
  }

  /** Has one link type. */
  record Pcap(PcapWriter writer, int linkType) implements PacketOutput {
    @Override
    public boolean takes(int type) {
      return type == linkType;
    }

    @Override
    public void write(CaptureReader packet) throws IOException {
      writer.write(
          packet.bytes(),
          packet.offset(),
          packet.capturedLength(),
          packet.originalLength(),
          packet.timeNanos());
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  /** Has an interface for each link type. */
  final class Pcapng implements PacketOutput {
    private final PcapngWriter writer;
    private final InterfaceNumbers interfaces;

    Pcapng(PcapngWriter writer) {
      this.writer = writer;
      this.interfaces = new InterfaceNumbers(writer, SNAP_LENGTH);
    }

    @Override
    public boolean takes(int linkType) {
      return true;
    }

    @Override
    public void write(CaptureReader packet) throws IOException {
      writer.write(
          interfaces.number(packet.linkType()),
          packet.bytes(),
          packet.offset(),
          packet.capturedLength(),
          packet.originalLength(),
          packet.timeNanos(),
          packet.droppedBefore());
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
