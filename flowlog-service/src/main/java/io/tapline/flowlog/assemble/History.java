package io.tapline.flowlog.assemble;

/**
 * Zeek's history of a TCP connection, packed four bits a letter in order of appearance: {@code S}
 * SYN, {@code H} SYN-ACK, {@code A} pure acknowledgement, {@code D} payload, {@code F} FIN, {@code
 * R} RST, {@code I} FIN and RST in one, {@code Q} SYN with FIN or RST. Upper case is the client. A
 * frame has one letter: payload in a SYN or FIN adds none. Each letter appears once per direction.
 * There are sixteen places; {@code q}, the rarest letter, takes two, and what comes last may find
 * none.
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
  private static final int Q = 15;
  private static final long EACH_PLACE = 0x1111111111111111L;
  private static final long HIGHEST_BITS = 0x8888888888888888L;
  private static final int SERVER_Q = (Q << 4) | Q;

  private History() {}

  /** The history after one more frame. */
  static long after(long history, int flags, boolean payload, boolean fromClient) {
    int side = fromClient ? 0 : SERVER;
    int ends = flags & (TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST);
    if (ends == 0) {
      return payload ? add(history, D + side) : acknowledged(history, flags, side);
    }
    if (Integer.bitCount(ends) > 1) {
      boolean inconsistent = (ends & TcpFlags.SYN) == 0;
      return inconsistent ? add(history, I + side) : add(history, fromClient ? Q : SERVER_Q);
    }
    return add(history, letter(flags) + side);
  }

  static String text(long history, boolean turned) {
    StringBuilder text = new StringBuilder(16);
    if (turned) {
      text.append('^');
    }
    for (long rest = history; rest != 0; rest >>>= BITS * width(rest)) {
      int letter = (int) rest & 15;
      text.append(letter < Q ? LETTERS.charAt(letter) : width(rest) == 1 ? 'Q' : 'q');
    }
    return text.toString();
  }

  /** Whether the client sent a SYN, then a RST, and nothing between but payload. */
  static boolean isResetAttempt(long history) {
    if (((int) history & 15) != S) {
      return false;
    }
    for (long rest = history >>> BITS; rest != 0; rest >>>= BITS * width(rest)) {
      int letter = (int) rest & 15;
      boolean other = letter == H || letter == A || letter == F || letter == I;
      if (other || (letter == Q && width(rest) == 1)) {
        return false;
      }
      if (letter == R) {
        return true;
      }
    }
    return false;
  }

  /** The same history once client and server are known to be the other way round. */
  static long turned(long history) {
    long turned = 0;
    int shift = 0;
    for (long rest = history; rest != 0; rest >>>= BITS) {
      int letter = (int) rest & 15;
      turned |= (long) swapped(letter) << shift;
      shift += BITS;
    }
    return turned;
  }

  private static int swapped(int letter) {
    if (letter == Q) {
      return Q;
    }
    return letter > SERVER ? letter - SERVER : letter + SERVER;
  }

  /** Places that the first letter takes. */
  private static int width(long history) {
    return ((int) history & SERVER_Q) == SERVER_Q ? 2 : 1;
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
    return letter < Q && has(history, letter) ? history : append(history, letter);
  }

  /** Whether one of the sixteen places has a letter that takes one place. */
  private static boolean has(long history, int letter) {
    long different = history ^ letter * EACH_PLACE;
    return ((different - EACH_PLACE) & ~different & HIGHEST_BITS) != 0;
  }

  private static long append(long history, int letter) {
    int shift = 0;
    int width = letter > Q ? 2 : 1;
    for (long rest = history; rest != 0; rest >>>= BITS * width(rest)) {
      if (((int) rest & 15) == (letter & 15) && width(rest) == width) {
        return history;
      }
      shift += BITS * width(rest);
    }
    return shift + BITS * width > Long.SIZE ? history : history | (long) letter << shift;
  }
}
