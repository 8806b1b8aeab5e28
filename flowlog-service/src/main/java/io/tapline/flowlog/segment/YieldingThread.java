package io.tapline.flowlog.segment;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that give way to others where the processor is busy, with all native threads that they
 * start: on Linux a thread takes over the nice value of the one that starts it, and only a
 * privileged one can lower it again. So whatever gives way runs on threads of its own, and starts
 * none that others use. Elsewhere they are as all threads are.
 */
final class YieldingThread {
  /** By how much questions give way to ingest: they get a tenth of what a thread of ingest gets. */
  static final int QUESTIONS = 10;

  /** By how much background work does: a third of what questions get. */
  static final int BACKGROUND = 15;

  private YieldingThread() {}

  /**
   * Makes threads of this name.
   *
   * @param nicer added to the nice value that a thread has otherwise
   */
  static ThreadFactory factory(String name, int nicer) {
    return work ->
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(
                () -> {
                  giveWay(nicer);
                  work.run();
                });
  }

  /**
   * Returns what the work returns or throws what it throws. An interrupt is passed on to the work,
   * which still is waited for.
   */
  static <T> T call(String name, int nicer, Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = factory(name, nicer).newThread(task);
    thread.start();
    return await(task, thread::interrupt);
  }

  /**
   * Waits to the end for what such a thread does; returns or throws what it does.
   *
   * @param interrupted is run when this thread is interrupted, which it still is afterwards
   */
  static <T> T await(Future<T> work, Runnable interrupted) throws Exception {
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
          interrupted.run();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void giveWay(int nicer) {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
      return;
    }
    try {
      int _ = (int) nice().invokeExact(nicer); // anyone may be nicer
    } catch (Throwable e) {
      throw new IllegalStateException("nice(2) cannot be called.", e);
    }
  }

  private static MethodHandle nice() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("nice"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }
}
