package io.tapline.wire.capture;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the windows of one file. What holders gave back is used again, the last one first:
 * its pages exist, and may still be cached. Taking never waits, since who takes may hold windows
 * itself: how many are in use at once is bounded by how many batches their consumer lets wait. Of
 * those that are not in use at most {@link #IDLE} are kept. For any number of threads.
 */
final class WindowPool implements AutoCloseable {
  /**
   * Windows that are kept for reuse: those of 8 queued batches, one being read, one being built.
   */
  static final int IDLE = 10;

  private final String name;
  private final int windowBytes;
  private final Deque<WindowMemory> idle = new ArrayDeque<>(IDLE);
  private boolean closed;

  WindowPool(String name, int windowBytes) {
    this.name = name;
    this.windowBytes = windowBytes;
  }

  /** A window of the pool's size, or a larger one of its own for a record that needs it. */
  FileWindow take(long atLeastBytes) {
    return new FileWindow(
        name,
        this,
        atLeastBytes > windowBytes ? WindowMemory.allocate(atLeastBytes) : pooledMemory());
  }

  private WindowMemory pooledMemory() {
    WindowMemory memory = poll();
    return memory == null ? WindowMemory.allocate(windowBytes) : memory;
  }

  private synchronized @Nullable WindowMemory poll() {
    return idle.pollFirst();
  }

  void giveBack(WindowMemory memory) {
    if (!keep(memory)) {
      memory.free();
    }
  }

  private synchronized boolean keep(WindowMemory memory) {
    boolean kept = !closed && memory.size() == windowBytes && idle.size() < IDLE;
    if (kept) {
      idle.addFirst(memory);
    }
    return kept;
  }

  synchronized int idle() {
    return idle.size();
  }

  /** Frees what is idle; what is in use is freed when its last holder lets go. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(WindowMemory::free);
    idle.clear();
  }
}
