package io.tapline.capture.source;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * The calls of Linux's C library that sockets need, with the constants of x86-64 and AArch64. Each
 * returns what the C function does, or the negative error number where that returns -1.
 */
final class Libc {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = 0x8_0000;
  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVTIMEO = 20;
  static final int SO_RCVBUFFORCE = 33;
  static final int SO_TIMESTAMPNS = 35;
  static final int SO_MEMINFO = 55;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_WAITFORONE = 0x1_0000;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EADDRINUSE = 98;

  private static final int PRIO_PROCESS = 0;
  private static final int THIS_THREAD = 0;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MADV_NOHUGEPAGE = 15;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      call(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKOPT =
      call(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle RECVMMSG =
      call(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle SETPRIORITY =
      call("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle MMAP =
      call(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MUNMAP =
      call("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle MADVISE =
      call("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private Libc() {}

  /** Whether this is a system whose constants and structures are known here. */
  static boolean known() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "");
    return system.equals("linux") && (processor.equals("amd64") || processor.equals("aarch64"));
  }

  /** Memory for the error number of {@link #recvmmsg}. */
  static MemorySegment errorNumber(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  static int socket(int family, int type) {
    return called(error -> (int) SOCKET.invokeExact(error, family, type, 0));
  }

  static int bind(int socket, MemorySegment address) {
    int length = (int) address.byteSize();
    return called(error -> (int) BIND.invokeExact(error, socket, address, length));
  }

  static int close(int socket) {
    return called(error -> (int) CLOSE.invokeExact(error, socket));
  }

  static int setsockopt(int socket, int level, int option, MemorySegment value) {
    int length = (int) value.byteSize();
    return called(
        error -> (int) SETSOCKOPT.invokeExact(error, socket, level, option, value, length));
  }

  static int setsockopt(int socket, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      return setsockopt(socket, level, option, arena.allocateFrom(JAVA_INT, value));
    }
  }

  static int getsockopt(int socket, int level, int option, MemorySegment value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
      return called(
          error -> (int) GETSOCKOPT.invokeExact(error, socket, level, option, value, length));
    }
  }

  /**
   * @param errorNumber memory for the error number, so that nothing is allocated
   */
  static int recvmmsg(
      int socket, MemorySegment headers, int count, int flags, MemorySegment errorNumber) {
    try {
      int result =
          (int)
              RECVMMSG.invokeExact(errorNumber, socket, headers, count, flags, MemorySegment.NULL);
      return result >= 0 ? result : -(int) ERRNO.get(errorNumber, 0L);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Sets the nice value of the calling thread. */
  static int nice(int value) {
    return called(error -> (int) SETPRIORITY.invokeExact(error, PRIO_PROCESS, THIS_THREAD, value));
  }

  /** Memory whose pages come into being when they are touched; free when the arena is. */
  static MemorySegment map(long bytes, Arena arena) {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment error = errorNumber(call);
      MemorySegment mapped =
          (MemorySegment)
              MMAP.invokeExact(
                  error, MemorySegment.NULL, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
      if (mapped.address() == -1L) {
        throw new OutOfMemoryError(
            "mmap of " + bytes + " bytes failed with error " + (int) ERRNO.get(error, 0L));
      }
      int _ = (int) MADVISE.invokeExact(error, mapped, bytes, MADV_NOHUGEPAGE);
      return mapped.reinterpret(bytes, arena, Libc::unmap);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static void unmap(MemorySegment mapped) {
    int _ = called(error -> (int) MUNMAP.invokeExact(error, mapped, mapped.byteSize()));
  }

  private interface Call {
    int with(MemorySegment errorNumber) throws Throwable;
  }

  private static int called(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = errorNumber(arena);
      int result = call.with(error);
      return result >= 0 ? result : -(int) ERRNO.get(error, 0L);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(Throwable e) {
    return new IllegalStateException("A call of the C library failed in the JVM.", e);
  }

  private static MethodHandle call(String name, FunctionDescriptor function) {
    MemorySegment symbol =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("The C library has no " + name + "."));
    return LINKER.downcallHandle(symbol, function, Linker.Option.captureCallState("errno"));
  }
}
