package io.tapline.flowlog.segment;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts an engine so that its workers give way to ingest where the processor is busy: on Linux a
 * thread takes over the nice value of the one that starts it, and only a privileged one can lower
 * it again. So that is done on a thread that ends. Elsewhere the workers are as the others are.
 */
final class YieldingThread {
  /** By how much: they get a third of what a thread of ingest gets. */
  static final int NICER = 5;

  private YieldingThread() {}

  /**
   * Returns what the work returns or throws what it throws.
   *
   * @param name which the native threads that are started take over, too
   */
  static <T> T call(String name, Callable<T> work) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform().name(name).daemon().start(() -> run(work, result));
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static <T> void run(Callable<T> work, CompletableFuture<T> result) {
    try {
      yieldToOthers();
      result.complete(work.call());
    } catch (Exception | Error e) { // the caller's to handle
      result.completeExceptionally(e);
    }
  }

  private static void yieldToOthers() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
      return;
    }
    try {
      int _ = (int) nice().invokeExact(NICER); // anyone may be nicer
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
