package io.tapline.flowlog.assemble;

import static io.tapline.flowlog.assemble.TcpFlags.ACK;
import static io.tapline.flowlog.assemble.TcpFlags.FIN;
import static io.tapline.flowlog.assemble.TcpFlags.RST;
import static io.tapline.flowlog.assemble.TcpFlags.SYN;

/**
 * Both endpoints of a TCP connection as Zeek's state machine follows them, and the initial sequence
 * numbers that tell connections with equal ports apart. Pure functions on a long.
 *
 * <pre>
 *  bits  0..27  initial sequence number of the low endpoint, its lower 28 bits
 *       28..55  the same of the high endpoint
 *       56..58  state of the low endpoint      59..61  state of the high endpoint
 *       62      the low endpoint sent FIN before its RST      63  so did the high endpoint
 * </pre>
 *
 * Where no SYN was seen the initial number is the one before the first number that was sent, or
 * acknowledged by the peer: then a SYN that comes late has it, too.
 */
final class TcpEndpoints {
  /** Nothing was sent, and the initial number is not known. */
  static final int INACTIVE = 0;

  /** Nothing was sent, but the peer acknowledges something: the initial number is known. */
  static final int EXPECTED = 1;

  static final int SYN_SENT = 2;

  /** The client sent SYN and ACK, and no SYN before. */
  static final int SYN_ACK_SENT = 3;

  /** Something was sent, and no SYN before. */
  static final int PARTIAL = 4;

  static final int ESTABLISHED = 5;
  static final int CLOSED = 6;
  static final int RESET = 7;

  private static final int CONTROL = SYN | FIN | RST;
  private static final int NUMBER_BITS = 28;
  private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
  private static final int STATES_SHIFT = 56;
  private static final int STATE_BITS = 3;
  private static final long STATE_MASK = 7;
  private static final int FINISHED_SHIFT = 62;

  private TcpEndpoints() {}

  static int state(long tcp, boolean high) {
    return (int) ((tcp >>> stateShift(high)) & STATE_MASK);
  }

  private static int stateShift(boolean high) {
    return high ? STATES_SHIFT + STATE_BITS : STATES_SHIFT;
  }

  private static long withState(long tcp, boolean high, int state) {
    int shift = stateShift(high);
    return (tcp & ~(STATE_MASK << shift)) | ((long) state << shift);
  }

  private static long withNumber(long tcp, boolean high, int number) {
    int shift = high ? NUMBER_BITS : 0;
    return (tcp & ~(NUMBER_MASK << shift)) | ((number & NUMBER_MASK) << shift);
  }

  private static long finishedBit(boolean high) {
    return 1L << (FINISHED_SHIFT + (high ? 1 : 0));
  }

  /** Whether an endpoint's initial number is known. */
  static boolean isKnown(long tcp, boolean high) {
    return state(tcp, high) != INACTIVE;
  }

  /** Whether the sequence number of a SYN is the endpoint's initial one. */
  static boolean isInitial(long tcp, boolean high, int sequence) {
    return ((tcp >>> (high ? NUMBER_BITS : 0)) & NUMBER_MASK) == (sequence & NUMBER_MASK);
  }

  /** Whether nothing of the endpoint was seen. */
  static boolean isSilent(long tcp, boolean high) {
    return state(tcp, high) <= EXPECTED;
  }

  /**
   * The endpoints after one more frame.
   *
   * @param high who sent it
   * @param fromClient whether that is the client
   */
  static long after(
      long tcp,
      boolean high,
      boolean fromClient,
      int flags,
      int sequence,
      int acknowledgement,
      boolean payload) {
    return mayChange(tcp, high, flags)
        ? changed(
            numbered(tcp, high, flags, sequence, acknowledgement), high, fromClient, flags, payload)
        : tcp;
  }

  /** Whether a frame of these flags can change anything: not once both are known, and on. */
  static boolean mayChange(long tcp, boolean high, int flags) {
    return (flags & CONTROL) != 0 || state(tcp, high) <= EXPECTED || state(tcp, !high) == INACTIVE;
  }

  private static long numbered(
      long tcp, boolean high, int flags, int sequence, int acknowledgement) {
    int own = state(tcp, high);
    boolean opens = (flags & SYN) != 0;
    long numbered = tcp;
    if (opens && own < CLOSED) {
      numbered = withNumber(tcp, high, sequence);
    } else if (own <= EXPECTED) {
      numbered = withNumber(tcp, high, sequence - 1);
    }
    boolean introduces = (flags & ACK) != 0 && state(tcp, !high) == INACTIVE;
    return introduces
        ? withState(withNumber(numbered, !high, acknowledgement - 1), !high, EXPECTED)
        : numbered;
  }

  private static long changed(
      long tcp, boolean high, boolean fromClient, int flags, boolean payload) {
    return switch (state(tcp, high)) {
      case INACTIVE, EXPECTED -> first(tcp, high, fromClient, flags, payload);
      case SYN_SENT, SYN_ACK_SENT -> ended(tcp, high, flags);
      case PARTIAL, ESTABLISHED -> established(tcp, high, flags);
      case CLOSED -> closed(tcp, high, flags);
      default -> tcp;
    };
  }

  /** The endpoint's first frame. */
  private static long first(
      long tcp, boolean high, boolean fromClient, int flags, boolean payload) {
    long opened = (flags & SYN) != 0 ? opened(tcp, high, fromClient, flags) : tcp;
    if ((flags & CONTROL) != 0) {
      return ended(opened, high, flags);
    }
    int peer = state(tcp, !high);
    if (!fromClient && !payload && peer == SYN_SENT) {
      return tcp; // some acknowledge a SYN before they answer it
    }
    boolean answered = (flags & ACK) != 0 && peer == ESTABLISHED;
    return withState(tcp, high, answered ? ESTABLISHED : PARTIAL);
  }

  private static long opened(long tcp, boolean high, boolean fromClient, int flags) {
    int peer = state(tcp, !high);
    if (!fromClient) {
      long peerOpened = peer == SYN_SENT ? withState(tcp, !high, ESTABLISHED) : tcp;
      return withState(peerOpened, high, ESTABLISHED);
    }
    if ((flags & ACK) != 0) {
      return withState(tcp, high, SYN_ACK_SENT);
    }
    return withState(tcp, high, peer == ESTABLISHED ? ESTABLISHED : SYN_SENT);
  }

  /** FIN or RST of an endpoint that has not finished yet. */
  private static long ended(long tcp, boolean high, int flags) {
    if ((flags & RST) != 0) {
      return withState(tcp, high, RESET);
    }
    return (flags & FIN) != 0 ? withState(tcp, high, CLOSED) : tcp;
  }

  private static long established(long tcp, boolean high, int flags) {
    int peer = state(tcp, !high);
    boolean late = (flags & (SYN | ACK)) == SYN && state(tcp, high) == PARTIAL;
    long opened = tcp;
    if (late && peer <= EXPECTED) {
      opened = withState(tcp, high, SYN_SENT);
    } else if (late && peer == ESTABLISHED) {
      opened = withState(tcp, high, ESTABLISHED);
    }
    boolean finishes = (flags & (FIN | RST)) == FIN;
    boolean peerFinished = peer == RESET && (tcp & finishedBit(!high)) != 0;
    return finishes && peerFinished
        ? withState(withState(opened, !high, CLOSED), high, CLOSED) // a normal end, after all
        : ended(opened, high, flags);
  }

  private static long closed(long tcp, boolean high, int flags) {
    return (flags & RST) != 0 && state(tcp, !high) != CLOSED
        ? withState(tcp, high, RESET) | finishedBit(high)
        : tcp;
  }

  /**
   * What the unions of the flags each way say of the endpoints, where their order is not known.
   * Initial numbers are not known then, either.
   *
   * @param clientHigh whether the client is the high endpoint
   */
  static long ofFlags(
      boolean clientHigh,
      int clientFlags,
      boolean clientSent,
      int serverFlags,
      boolean serverSent) {
    if ((clientFlags & serverFlags & FIN) != 0) {
      return withState(withState(0, false, CLOSED), true, CLOSED);
    }
    boolean answered = (serverFlags & SYN) != 0;
    int client = ended(clientFlags, opened(clientFlags, clientSent, answered));
    int server = ended(serverFlags, answered ? ESTABLISHED : serverSent ? PARTIAL : INACTIVE);
    return withState(withState(0, clientHigh, client), !clientHigh, server);
  }

  private static int opened(int clientFlags, boolean clientSent, boolean answered) {
    if (answered && clientSent) {
      return ESTABLISHED;
    }
    if ((clientFlags & SYN) != 0) {
      return SYN_SENT;
    }
    return clientSent ? PARTIAL : INACTIVE;
  }

  private static int ended(int flags, int state) {
    if ((flags & RST) != 0) {
      return RESET;
    }
    return (flags & FIN) != 0 ? CLOSED : state;
  }
}
