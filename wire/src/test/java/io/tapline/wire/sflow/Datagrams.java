package io.tapline.wire.sflow;

import io.tapline.wire.flowexport.Bytes;

/** Datagrams of sFlow for tests. */
public final class Datagrams {
  public static final String TCP_FRAME =
      "020000000002 020000000001 8100 0064 0800"
          + "4500 05dc 0001 4000 4006 0000 0a000001 0a000002"
          + "04d2 01bb 00000001 00000002 5018 ffff 0000 0000 cafe";

  private Datagrams() {}

  public static byte[] datagram(long sequence, long uptime, byte[]... samples) {
    Bytes bytes = new Bytes().u32(5).u32(1).ipv4("198.51.100.1").u32(3).u32(sequence).u32(uptime);
    bytes.u32(samples.length);
    for (byte[] sample : samples) {
      bytes.raw(sample);
    }
    return bytes.get();
  }

  public static byte[] record(int format, byte[] body) {
    return new Bytes().u32(format).u32(body.length).raw(body).get();
  }

  public static byte[] header(String frame, long frameLength) {
    return header(1, frame, frameLength);
  }

  public static byte[] header(int protocol, String frame, long frameLength) {
    byte[] bytes = new Bytes().hex(frame).get();
    int padding = -bytes.length & 3;
    return record(
        1,
        new Bytes()
            .u32(protocol)
            .u32(frameLength)
            .u32(4)
            .u32(bytes.length)
            .raw(bytes)
            .raw(new byte[padding])
            .get());
  }

  public static byte[] flowSample(long drops, byte[]... records) {
    Bytes body = new Bytes().u32(1).u32(0x0000_0007).u32(400).u32(1000).u32(drops);
    body.u32(7).u32(9).u32(records.length);
    for (byte[] record : records) {
      body.raw(record);
    }
    return record(1, body.get());
  }
}
