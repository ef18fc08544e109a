"""How complete the work is, village by village and team by team."""
