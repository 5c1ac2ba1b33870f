# not modeled: -P
echo abc | grep -P 'a(?=b)'
echo abc | grep -E 'ab?'
