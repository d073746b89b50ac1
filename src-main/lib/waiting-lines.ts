/**
 * Connections that the system may keep waiting until the hub takes them, as far as it allows so many: a hall of clients
 * that comes back at once while the hub is busy or the laptop wakes. One for which there is no room asks again only after
 * 1 s, 2 s, 4 s and so on.
 */
export const waitingLines = 4_096;
