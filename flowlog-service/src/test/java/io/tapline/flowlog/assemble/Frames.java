package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Hand-made Ethernet frames and the view over them. */
public final class Frames {
  public static final int FIN = TcpFlags.FIN;
  public static final int SYN = TcpFlags.SYN;
  public static final int RST = TcpFlags.RST;
  public static final int PSH = 0x08;
  public static final int ACK = TcpFlags.ACK;

  private static final int ETHERNET = 1;
  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4_HEADER = 20;
  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  private Frames() {}

  /** An endpoint: the last byte of 10.0.0.x, and a port. */
  public record End(int host, int port) {
    public long low() {
      return 0xffff_0a00_0000L | host;
    }
  }

  public static byte[] tcp(End from, End to, int flags, int payloadLength) {
    return tcp(from, to, flags, new byte[payloadLength]);
  }

  public static byte[] tcp(End from, End to, int flags, byte[] payload) {
    return tcp(from, to, flags, 1, payload);
  }

  public static byte[] tcp(End from, End to, int flags, int sequence, byte[] payload) {
    return tcp(from, to, flags, sequence, 1, payload);
  }

  /** With sequence and acknowledgement number. */
  public static byte[] tcp(
      End from, End to, int flags, int sequence, int acknowledgement, byte[] payload) {
    ByteBuffer frame = ipv4(from, to, 6, TCP_HEADER + payload.length);
    frame.putShort((short) from.port()).putShort((short) to.port());
    frame.putInt(sequence).putInt(acknowledgement).put((byte) 0x50).put((byte) flags);
    frame.putShort((short) 1000).putInt(0).put(payload);
    return bytes(frame);
  }

  public static byte[] udp(End from, End to, byte[] payload) {
    ByteBuffer frame = ipv4(from, to, 17, UDP_HEADER + payload.length);
    frame.putShort((short) from.port()).putShort((short) to.port());
    frame.putShort((short) (UDP_HEADER + payload.length)).putShort((short) 0).put(payload);
    return bytes(frame);
  }

  /** ICMP echo; type 8 asks, 0 answers. */
  public static byte[] echo(End from, End to, int type) {
    ByteBuffer frame = ipv4(from, to, 1, 8);
    frame.put((byte) type).put((byte) 0).putShort((short) 0).putInt(1);
    return bytes(frame);
  }

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A view of the frame; every frame of this class is a connection's. */
  public static FrameView view(byte[] frame) {
    return view(frame, frame.length);
  }

  /** Of which only the first bytes were captured. */
  public static FrameView view(byte[] frame, int captured) {
    FrameView view = new FrameView();
    FrameOutcome outcome =
        view.wrap(MemorySegment.ofArray(frame), 0, captured, frame.length, ETHERNET);
    if (outcome != FrameOutcome.CONNECTION) {
      throw new IllegalArgumentException("not a frame of a connection: " + outcome);
    }
    return view;
  }

  private static ByteBuffer ipv4(End from, End to, int protocol, int length) {
    ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + IPV4_HEADER + length);
    frame.position(12);
    frame.putShort((short) 0x800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4_HEADER + length));
    frame.putInt(0).put((byte) 64).put((byte) protocol).putShort((short) 0);
    frame.putInt((int) from.low()).putInt((int) to.low());
    return frame;
  }

  private static byte[] bytes(ByteBuffer frame) {
    byte[] bytes = new byte[frame.capacity()];
    frame.get(0, bytes);
    return bytes;
  }
}
