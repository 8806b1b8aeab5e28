package io.tapline.flowlog.identify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A hand-made TLS client hello whose last extension names the server. */
public final class Hello {
  private Hello() {}

  public static byte[] of(String serverName) {
    byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
    int extensions = 8 + 9 + name.length;
    int body = 2 + 32 + 1 + 4 + 4 + 2 + 2 + extensions;
    byte[] hello = new byte[9 + body];
    ByteBuffer out = ByteBuffer.wrap(hello);
    out.put((byte) 22).putShort((short) 0x301).putShort((short) (4 + body));
    out.put((byte) 1).put((byte) 0).putShort((short) body);
    out.putShort((short) 0x303).position(out.position() + 32);
    out.put((byte) 4).putInt(7);
    out.putShort((short) 2).putShort((short) 0x1301).put((byte) 1).put((byte) 0);
    out.putShort((short) extensions);
    out.putShort((short) 43).putShort((short) 4).putInt(1);
    out.putShort((short) 0).putShort((short) (5 + name.length));
    out.putShort((short) (3 + name.length)).put((byte) 0).putShort((short) name.length).put(name);
    return hello;
  }
}
