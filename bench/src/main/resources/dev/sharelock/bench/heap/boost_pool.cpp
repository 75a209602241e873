// A pool of Boost.Interprocess with process-shared mutexes, as in shared memory, behind three
// functions. Built by BoostPeer where Boost is installed.
#include <boost/interprocess/indexes/iset_index.hpp>
#include <boost/interprocess/managed_external_buffer.hpp>
#include <boost/interprocess/mem_algo/rbtree_best_fit.hpp>
#include <boost/interprocess/sync/mutex_family.hpp>
#include <cstdlib>
#include <new>

namespace bip = boost::interprocess;

typedef bip::basic_managed_external_buffer<char, bip::rbtree_best_fit<bip::mutex_family>,
                                           bip::iset_index>
    pool_type;

static pool_type *pool = nullptr;
static void *memory = nullptr;

static void destroy() {
  delete pool;
  std::free(memory);
  pool = nullptr;
  memory = nullptr;
}

extern "C" long pool_create(long bytes) {
  destroy();
  memory = std::aligned_alloc(4096, bytes);
  if (memory == nullptr) {
    return 0;
  }
  pool = new pool_type(bip::create_only, memory, bytes);
  return 1;
}

extern "C" long pool_allocate(long bytes) {
  return reinterpret_cast<long>(pool->allocate(bytes, std::nothrow));
}

extern "C" void pool_release(long address) {
  if (address != 0) {
    pool->deallocate(reinterpret_cast<void *>(address));
  }
}
