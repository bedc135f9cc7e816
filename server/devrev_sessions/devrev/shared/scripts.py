"""What the store does in one step, so that no replica comes between: in its own language, Lua."""

from typing import Final

TAKE: Final = """
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
return 1
"""
"""Lock; token, lease in milliseconds. Asked again, since the answer was lost on the way, it answers the same."""

EXTEND: Final = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end
return 0
"""
"""Lock; token, lease in milliseconds."""

RELEASE: Final = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
"""
"""Lock; token."""

CLOSE: Final = """
local time = redis.call('time')
local ends = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
if ends > tonumber(redis.call('get', KEYS[1]) or 0) then
  redis.call('set', KEYS[1], string.format('%.0f', ends), 'px', ARGV[1] + ARGV[2])
end
return 1
"""
"""Closed; for how many milliseconds, how much longer that is known. A longer wait that was asked for before stays."""

ENTER: Final = """
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
local most, lease, closed = tonumber(ARGV[2]), tonumber(ARGV[3]), 0
local ends = redis.call('get', KEYS[2])
if ends then most, lease, closed = 1, tonumber(ARGV[4]), math.max(1, tonumber(ends) - now) end
if redis.call('zcard', KEYS[1]) >= most and not redis.call('zscore', KEYS[1], ARGV[1]) then return {0, closed} end
redis.call('zadd', KEYS[1], now + lease, ARGV[1])
redis.call('pexpire', KEYS[1], 60000)
return {1, closed}
"""
"""Places, closed; token, places at once, lease, lease of the one that asks while it is closed.

From a wait on until it is opened again one may ask at a time, as within one process: that its time is over does not
mean that DevRev answers.
"""

STAY: Final = """
local time = redis.call('time')
local ends = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
for i = 2, #ARGV do redis.call('zadd', KEYS[1], 'xx', ends, ARGV[i]) end
return redis.call('pexpire', KEYS[1], 60000)
"""
"""Places; lease in milliseconds, the tokens whose places are held for longer."""
