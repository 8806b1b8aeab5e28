package io.tapline.flowlog.assemble;

/**
 * Zeek's history of a TCP connection, packed four bits a letter in order of appearance: {@code S}
 * SYN, {@code H} SYN-ACK, {@code A} pure acknowledgement, {@code D} payload, {@code F} FIN, {@code
 * R} RST, {@code I} contradictory flags. Upper case is the client. Each letter appears once per
 * direction, so fourteen are the most and fit.
 */
final class History {
  private static final String LETTERS = " SHADFRIshadfri";
  private static final int SERVER = 7;
  private static final int BITS = 4;

  private static final int S = 1;
  private static final int H = 2;
  private static final int A = 3;
  private static final int D = 4;
  private static final int F = 5;
  private static final int R = 6;
  private static final int I = 7;

  private History() {}

  /** The history after one more frame. */
  static long after(long history, int flags, boolean payload, boolean fromClient) {
    int side = fromClient ? 0 : SERVER;
    int ends = flags & (TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST);
    if (ends == 0) {
      return payload ? add(history, D + side) : acknowledged(history, flags, side);
    }
    if (Integer.bitCount(ends) > 1) {
      return add(history, I + side);
    }
    long withPayload = payload ? add(history, D + side) : history;
    return add(withPayload, letter(flags) + side);
  }

  static String text(long history, boolean turned) {
    StringBuilder text = new StringBuilder(16);
    if (turned) {
      text.append('^');
    }
    for (long rest = history; rest != 0; rest >>>= BITS) {
      text.append(LETTERS.charAt((int) rest & 15));
    }
    return text.toString();
  }

  private static long acknowledged(long history, int flags, int side) {
    return (flags & TcpFlags.ACK) == 0 ? history : add(history, A + side);
  }

  private static int letter(int flags) {
    if ((flags & TcpFlags.SYN) != 0) {
      return (flags & TcpFlags.ACK) != 0 ? H : S;
    }
    return (flags & TcpFlags.FIN) != 0 ? F : R;
  }

  private static long add(long history, int letter) {
    int shift = 0;
    for (long rest = history; rest != 0; rest >>>= BITS) {
      if (((int) rest & 15) == letter) {
        return history;
      }
      shift += BITS;
    }
    return history | (long) letter << shift;
  }
}
