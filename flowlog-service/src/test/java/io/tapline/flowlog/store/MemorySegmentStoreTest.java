package io.tapline.flowlog.store;

/** The fake of the other tests. */
class MemorySegmentStoreTest extends SegmentStoreContract {
  private final MemorySegmentStore store = new MemorySegmentStore();

  @Override
  SegmentStore store() {
    return store;
  }

  @Override
  void put(long id, byte[] content) {
    store.stored.put(id, content);
  }

  @Override
  void takeAway() {
    store.away = true;
  }
}
