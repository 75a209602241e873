// Boost's message queue in shared memory, for numbers, to be called from Java.
#include <boost/interprocess/ipc/message_queue.hpp>
#include <limits>

using boost::interprocess::message_queue;

extern "C" {

void *queue_open(const char *name, long capacity) {
    return new message_queue(boost::interprocess::open_or_create, name, capacity, sizeof(long));
}

void queue_put(void *queue, long value) {
    static_cast<message_queue *>(queue)->send(&value, sizeof value, 0);
}

long queue_offer(void *queue, long value) {
    return static_cast<message_queue *>(queue)->try_send(&value, sizeof value, 0);
}

long queue_take(void *queue) {
    long value;
    message_queue::size_type size;
    unsigned int priority;
    static_cast<message_queue *>(queue)->receive(&value, sizeof value, size, priority);
    return value;
}

long queue_poll(void *queue) {
    long value;
    message_queue::size_type size;
    unsigned int priority;
    bool found =
        static_cast<message_queue *>(queue)->try_receive(&value, sizeof value, size, priority);
    return found ? value : std::numeric_limits<long>::min();
}

void queue_remove(const char *name) {
    message_queue::remove(name);
}
}
